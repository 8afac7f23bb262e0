import type { Seed } from '../seed.ts'
import { DEMO_ACCOUNTS } from './credentials.ts'
import type { User } from './model.ts'

/** How many users the seed makes. */
export const PEOPLE = 330

/** The first day of the made-up past. */
export const FIRST_DAY = Date.UTC(2018, 0, 1)
const DAY_MS = 86_400_000

const FIRST = ['Ana', 'Bjorn', 'Chen', 'Dara', 'Emre', 'Fang', 'Gita', 'Hao', 'Ines', 'Jun', 'Kofi', 'Lan']
const LAST = ['Amberly', 'Brightsea', 'Coldwater', 'Dunmoor', 'Eastholm', 'Farrow', 'Greyfell', 'Hartwood']
const FAMILY = ['林', '周', '沈', '陆', '苏', '顾', '叶', '程']
const GIVEN = ['小满', '安然', '子墨', '若溪', '一帆', '明远', '清和', '知秋', '书白', '云舒']

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? ''

/** A made-up nickname; every third one is Chinese. */
const nicknameOf = (index: number): string =>
  index % 3 === 0
    ? `${pick(FAMILY, index)}${pick(GIVEN, Math.floor(index / FAMILY.length))}`
    : `${pick(FIRST, index)} ${pick(LAST, Math.floor(index / FIRST.length))}`

const SWITCHES_ON = { phoneVerify: 1, stSearchVerify: 1, friVerify: 1, groupVerify: 1, pokeStatus: 1 }

const makePerson = (seed: Seed, id: number): User => {
  const createdAt = FIRST_DAY + id * 2 * DAY_MS + seed.number(`day of user ${id}`, DAY_MS)
  const hasChanged = id % 4 === 0
  const updatedAt = hasChanged ? createdAt + 30 * DAY_MS : createdAt
  return {
    id,
    region: '86',
    phone: `1990${String(id).padStart(7, '0')}`,
    password: `secret-${id}`,
    nickname: nicknameOf(id),
    portraitUri: id % 5 === 0 ? '' : `https://portraits.sealtalk.example/user/${id}.jpg`,
    gender: id % 2 === 0 ? 'female' : 'male',
    stAccount: id % 3 === 1 ? '' : `st_person${id}`,
    imToken: '',
    ...SWITCHES_ON,
    phoneVerify: id % 7 === 0 ? 0 : 1,
    stSearchVerify: id % 8 === 0 ? 0 : 1,
    friVerify: id % 9 === 0 ? 0 : 1,
    groupVerify: id % 11 === 0 ? 0 : 1,
    timestamp: hasChanged ? updatedAt : 0,
    createdAt,
    updatedAt,
  }
}

/** The users of a seed, by number; the demo accounts come first. */
export const makePeople = (seed: Seed): Map<number, User> => {
  const people = Array.from({ length: PEOPLE }, (_, index) => makePerson(seed, index + 1))
  for (const account of DEMO_ACCOUNTS) {
    const person = people[account.id - 1]
    if (person !== undefined)
      Object.assign(person, account, SWITCHES_ON, { stAccount: `demo_account_${account.id}` })
  }
  return new Map(people.map((person) => [person.id, person]))
}
