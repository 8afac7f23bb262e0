/** What a member of a `RecencyList` has for it. */
export interface Recency<Member> {
  older: Member | undefined
  newer: Member | undefined
}

/** Members in the order of their last use. A member is in one list at most. */
export class RecencyList<Member extends Recency<Member>> {
  oldest: Member | undefined
  #newest: Member | undefined

  /** Makes a member, new or not, the most recently used one. */
  touch(member: Member): void {
    if (member === this.#newest) return
    this.remove(member)
    member.older = this.#newest
    if (this.#newest) this.#newest.newer = member
    else this.oldest = member
    this.#newest = member
  }

  /** Does nothing for what is no member. */
  remove(member: Member): void {
    const { older, newer } = member
    if (older) older.newer = newer
    else if (this.oldest === member) this.oldest = newer
    if (newer) newer.older = older
    else if (this.#newest === member) this.#newest = older
    member.older = undefined
    member.newer = undefined
  }
}
