import { Model } from './model'

export interface BatteryState {
  supported: boolean | null
  percent: number | null
  charging: boolean | null
}

interface BatteryManager extends EventTarget {
  level: number
  charging: boolean
}

/** Safari and Firefox do not tell: the page says 「无法检测」. */
export class Battery extends Model<BatteryState> {
  constructor() {
    super({ supported: null, percent: null, charging: null })
  }

  async watch(): Promise<void> {
    const ask = (navigator as Navigator & { getBattery?: () => Promise<BatteryManager> }).getBattery
    if (!ask) return this.set({ supported: false })
    try {
      const battery = await ask.call(navigator)
      const read = () =>
        this.set({ supported: true, percent: Math.round(battery.level * 100), charging: battery.charging })
      battery.addEventListener('levelchange', read)
      battery.addEventListener('chargingchange', read)
      read()
    } catch {
      this.set({ supported: false })
    }
  }
}
