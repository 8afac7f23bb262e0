import cluster from 'node:cluster'

/** L3 as so many processes behind one port: what several workers cost a bare program on this machine. */

if (cluster.isPrimary) {
  for (let worker = 0; worker < Number(process.env['WORKERS']); worker += 1) cluster.fork()
} else {
  await import('./l3.ts')
}
