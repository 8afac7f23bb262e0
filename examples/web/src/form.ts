/** What somebody has typed into a field; fields of this page are of text. */
export const typedInto = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}
