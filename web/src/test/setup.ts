import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// jsdom knows the element, not the act.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true
}

// Waits end with what they wait for; a busy machine is only slow.
configure({ asyncUtilTimeout: 10_000 })

afterEach(() => cleanup())

// jsdom has no layout: antd asks for the width of the window, dialogs for the top layer.
window.matchMedia ??= (media: string) =>
  ({
    media,
    matches: false,
    addListener() {},
    removeListener() {},
    addEventListener() {},
    removeEventListener() {},
  }) as never
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
