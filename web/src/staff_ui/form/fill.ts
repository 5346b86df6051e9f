import { createContext, use } from 'react'

/** Puts a value into a field of the form around it: a change like one that is typed. */
export const FillContext = createContext<(field: string, value: unknown) => void>(() => {})

export const useFill = () => use(FillContext)
