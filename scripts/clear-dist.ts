// What an earlier build left would otherwise go into images and packages.
import { rmSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
