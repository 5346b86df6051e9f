import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    // Old school laptops: the candidate entry must run on browsers a few years behind.
    target: ['chrome107', 'edge107', 'firefox110', 'safari16'],
    sourcemap: false,
    // The Content-Security-Policy allows no data: fonts or scripts; small assets stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        candidate: here('./index.html'),
        staff: here('./staff.html'),
        phone: here('./phone.html'),
      },
    },
  },
  test: {
    environment: 'jsdom',
    // Modules are read once a process, each file keeps a window of its own: half the time of `forks`.
    pool: 'vmForks',
    setupFiles: ['src/test/setup.ts'],
    testTimeout: 30_000,
    // Only the tokens are read by code.
    css: { include: [/tokens\.css/] },
    restoreMocks: true,
    unstubGlobals: true,
  },
})
