/** What an operator has done, as it was asked for: users by global ids, networks by their names in any case. */
export type ControlAction =
  /** Without a user: all copies. */
  | { readonly action: 'drop-copies'; readonly user: string | undefined }
  /** Without a time: until it is opened. */
  | { readonly action: 'close-network'; readonly network: string; readonly forMs: number | undefined }
  | { readonly action: 'open-network'; readonly network: string }
  | { readonly action: 'end-sessions'; readonly user: string }

export type ActionName = ControlAction['action']

/** What has come of an action. */
export type ControlResult =
  | {
      /** The network that it was about; undefined for all. */
      readonly network: string | undefined
      /** A digest of the user that it was about, as the log names accounts. */
      readonly account: string | undefined
      /**
       * Whether other gateways were told: false where Redis is unavailable, null where the action is for this gateway alone
       * or there is no Redis.
       */
      readonly sharedByRedis: boolean | null
    }
  /** It was not done. The sentence says what to change. */
  | { readonly refusal: string }
