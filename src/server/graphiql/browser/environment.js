// Runs before GraphiQL's script: it offers the API of its editor only where this says so.
const { workers } = JSON.parse(document.getElementById('options')?.textContent ?? '')
self.MonacoEnvironment = { globalAPI: true, getWorkerUrl: (_, label) => workers[label] }
