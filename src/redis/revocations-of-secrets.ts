import { createRedisRevocations, type RedisRevocations, type RedisRevocationsOptions } from './revocations.ts'
import type { Vault } from './vault.ts'

/**
 * Revocations under the current secret and former ones. Each is written under all of them, so that gateways that do not
 * have the new secret yet learn of it, and what such a gateway writes is copied to the current one, so that nothing is
 * lost with the former.
 *
 * @param vaults the current one first
 */
export const createRevocationsOfSecrets = (
  options: Pick<RedisRevocationsOptions, 'connection' | 'clock'>,
  [vault, ...formerVaults]: readonly [Vault, ...Vault[]],
): RedisRevocations => {
  const current = createRedisRevocations({ ...options, vault })
  if (formerVaults.length === 0) return current
  const former = formerVaults.map((each) =>
    createRedisRevocations({
      ...options,
      vault: each,
      onNews: (revocation) => void current.put(revocation),
    }),
  )
  const all = [current, ...former]
  return {
    put: async (revocation) =>
      (await Promise.all(all.map((each) => each.put(revocation)))).every((isWritten) => isWritten),
    remove(subjects) {
      for (const each of all) each.remove(subjects)
    },
    follow(follower) {
      for (const each of all) each.follow(follower)
    },
    lostAt() {
      const times = all.map((each) => each.lostAt()).filter((time) => time !== undefined)
      return times.length > 0 ? Math.min(...times) : undefined
    },
    async listen(client) {
      for (const each of all) await each.listen(client)
    },
    connected(isConnected) {
      for (const each of all) each.connected(isConnected)
    },
    async loaded() {
      await Promise.all(all.map((each) => each.loaded()))
    },
    close() {
      for (const each of all) each.close()
    },
  }
}
