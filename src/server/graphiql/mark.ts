/** Parley's logo, two speech bubbles: the icon of the page and the logo in GraphiQL. */
export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32" role="img">
<title>Parley</title>
<path fill="#7c5cff" d="M6 3h14a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4h-8l-5 5v-5H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"/>
<path fill="#12b5a6" d="M26.5 11.5a4 4 0 0 1 3.5 4V21a4 4 0 0 1-4 4h-1v5l-5-5h-7a4 4 0 0 1-3.5-2l2.7-3H20a6.5 6.5 0 0 0 6.5-6.5z"/>
</svg>
`
