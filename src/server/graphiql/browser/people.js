import { button, element } from './element.js'
import { recall, remember } from './memory.js'
import { setSharedHeader, sharedHeaders } from './session-headers.js'
import { networkName } from './words.js'
/** @import { SandboxNetwork, SandboxPerson } from './shapes.d.ts' */

const MEMORY = 'parley:sealtalk-person'
const LOGIN =
  'mutation PanelLogin($phone: PhoneInput!, $password: String!) { login(input: { phone: $phone, password: $password }) { user { name } } }'
const LOGOUT = 'mutation PanelLogout { logout { loggedOut } }'

/** Runs an operation of the page itself. @typedef {(query: string, variables?: object) => Promise<any>} Run */

/**
 * Changes whom requests act as. On Mixin that is a token, which all tabs send. On SealTalk it is a session, whose cookie
 * no script can read.
 *
 * @param {Run} run
 * @param {SandboxNetwork['network']} network
 * @param {SandboxPerson | undefined} person undefined for nobody
 * @returns {Promise<string>} what requests do from now on, or why not
 */
export async function actAs(run, network, person) {
  if (network === 'MIXIN') {
    const token = person && 'accessToken' in person ? person.accessToken : undefined
    setSharedHeader('Authorization', token === undefined ? undefined : `Bearer ${token}`)
    return `On Mixin, requests act as ${person?.name ?? "the gateway's bot"}.`
  }
  const { errors } =
    person && 'password' in person
      ? await run(LOGIN, {
          phone: { region: person.region, number: person.number },
          password: person.password,
        })
      : await run(LOGOUT)
  // Whoever was not signed in is signed out now.
  if (errors && person) return errors[0].message
  remember(MEMORY, person?.name ?? '', 'sessionStorage')
  return person ? `On SealTalk, requests act as ${person.name}.` : 'On SealTalk, nobody is signed in.'
}

/** @param {SandboxNetwork['network']} network @param {SandboxPerson} person */
const isActing = (network, person) =>
  network === 'MIXIN'
    ? 'accessToken' in person && sharedHeaders().get('authorization') === `Bearer ${person.accessToken}`
    : recall(MEMORY, 'sessionStorage') === person.name

/**
 * Buttons for the people of a network, one of whom is pressed.
 *
 * @param {SandboxNetwork} network
 * @param {(person: SandboxPerson | undefined) => void} onChoose
 */
export function renderPeople({ network, people }, onChoose) {
  const someone = people.some((person) => isActing(network, person))
  return element(
    'div',
    { class: 'parley-choices', role: 'group', 'aria-label': `Act on ${networkName(network)} as` },
    choice(network === 'MIXIN' ? "The gateway's bot" : 'Nobody', !someone, () => onChoose(undefined)),
    ...people.map((person) => choice(person.name, isActing(network, person), () => onChoose(person))),
  )
}

/** @param {string} label @param {boolean} isPressed @param {() => void} onClick */
export const choice = (label, isPressed, onClick) =>
  button(label, onClick, { class: 'parley-choice', 'aria-pressed': String(isPressed) })
