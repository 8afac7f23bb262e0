import type { GatewayRequest } from '../../request/request.ts'
import { mapMaybe } from '../../maybe-promise.ts'
import type { AppSource, UserSource } from '../types.ts'

const WITH_APP: ReadonlySet<string> = new Set(['app'])

/** Apps come as a part of their users, which have the same ids. @see docs/networks/mixin.md#apps */
export const createMixinApps = (users: UserSource, { stale }: GatewayRequest): AppSource => ({
  load: (appId) =>
    mapMaybe(users.load(appId, WITH_APP), (user) => {
      const staleness = user && stale.get(user)
      if (user?.app && staleness) stale.set(user.app, staleness)
      return user?.app ?? null
    }),
})
