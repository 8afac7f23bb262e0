import type { Features } from '../rights.ts'

/** @see docs/networks/mixin.md#endpoints */
export const MIXIN_FEATURES: Features = new Set([
  'CONTACTS',
  'BLOCKING',
  'GROUP_CREATION',
  'GROUP_ADMINISTRATION',
  'JOIN_BY_CODE',
  'MUTE',
  'DISAPPEARING_MESSAGES',
  'CIRCLES',
  'SEND_TEXT',
])
