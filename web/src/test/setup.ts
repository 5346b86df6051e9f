import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// jsdom knows the element, not the act.
HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement) {
  this.open = true
}

afterEach(() => cleanup())
