// What serves requests, in one file of the build: the primary of several workers loads none of it.
export { startAlone } from './start-alone.ts'
export { startWorker } from './start-worker.ts'
