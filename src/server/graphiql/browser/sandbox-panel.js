import { button, element } from './element.js'
import { renderCounters, renderFaults } from './faults.js'
import { actAs, renderPeople } from './people.js'
import { createPlugin } from './plugin.js'
import { networkName } from './words.js'
/** @import { SandboxNetwork } from './shapes.d.ts' */
/** @import { Run } from './people.js' */

const ICON = 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M8 15h8'

/**
 * The panel of the sandbox: who acts, what is wrong, what was called.
 *
 * @param {string} path of the sandbox's control
 * @param {Run} run runs an operation of the page itself
 * @param {EventTarget} responses tells of each response by an event `response`
 */
export const createSandboxPanel = (path, run, responses) =>
  createPlugin('Sandbox', ICON, (panel) => {
    const content = element('div', { class: 'parley-networks' })
    const status = element('p', { class: 'parley-note', role: 'status' })

    /** @param {object} [action] */
    const ask = async (action) => {
      const init = action && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(action),
      }
      const response = await fetch(path, init)
      const { networks, errors } = await response.json()
      if (errors) throw new Error(errors[0].message)
      show(networks)
    }
    /** @param {() => Promise<string>} step what is said once it is done */
    const act = async (step) => {
      try {
        status.textContent = await step()
      } catch (error) {
        status.textContent = error instanceof Error ? error.message : String(error)
      }
    }
    /** @param {SandboxNetwork[]} networks */
    const show = (networks) => {
      const label = document.activeElement?.closest('.parley-choice')?.textContent
      content.replaceChildren(...networks.map(renderNetwork))
      // The button that was pressed has been drawn anew.
      const pressed = [...content.querySelectorAll('button')].find((one) => one.textContent === label)
      pressed?.focus()
    }
    /** @param {SandboxNetwork} network */
    const renderNetwork = (network) =>
      element(
        'section',
        { 'data-network': network.network, 'aria-label': networkName(network.network) },
        element('h3', {}, networkName(network.network)),
        element('h4', {}, 'Act as'),
        renderPeople(
          network,
          (person) =>
            void act(async () => {
              const words = await actAs(run, network.network, person)
              await ask()
              return words
            }),
        ),
        element('h4', {}, 'What is wrong'),
        renderFaults(
          network,
          (faults) =>
            void act(async () => {
              await ask({ action: 'faults', network: network.network, faults })
              return faults.length > 0
                ? 'Run something. What you have read already still comes from the cache, later as an old copy.'
                : 'Nothing is wrong any more. After failures, the gateway pauses calls for a while.'
            }),
        ),
        renderCounters(network),
      )

    panel.replaceChildren(
      element('h2', {}, 'Sandbox'),
      element(
        'p',
        { class: 'parley-note' },
        'Made-up people on servers of this machine that behave like the networks.',
      ),
      content,
      status,
      element(
        'div',
        { class: 'parley-actions' },
        button(
          'Empty the gateway’s caches',
          () =>
            void act(async () => {
              await ask({ action: 'forget' })
              return 'The caches are empty, and no calls are paused: the next request meets the networks as they are.'
            }),
        ),
        button(
          'Reset everything',
          () =>
            void act(async () => {
              await Promise.all([actAs(run, 'MIXIN', undefined), actAs(run, 'SEALTALK', undefined)])
              await ask({ action: 'reset' })
              return 'Everything is as freshly started.'
            }),
        ),
      ),
    )
    const refresh = () => void act(async () => (await ask(), status.textContent ?? ''))
    responses.addEventListener('response', refresh)
    refresh()
    return () => responses.removeEventListener('response', refresh)
  })
