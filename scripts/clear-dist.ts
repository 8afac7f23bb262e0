// Otherwise images and packages would contain files of earlier builds.
import { rmSync } from 'node:fs'

rmSync('dist', { recursive: true, force: true })
