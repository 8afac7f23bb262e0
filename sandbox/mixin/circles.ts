import { circleView } from './conversation-view.ts'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError } from './errors.ts'
import type { Circle } from './model.ts'

const ownCircles = ({ world, caller }: MixinCall): Circle[] =>
  world.circles.filter((circle) => circle.userId === caller.userId)

const readCircle = (call: MixinCall): unknown => {
  const circleId = call.request.param('id')
  const circle = ownCircles(call).find((candidate) => candidate.circleId === circleId)
  if (circle === undefined) throw new MixinError(404)
  return circleView(circle)
}

/** The viewer's circles; other people's do not exist for it. */
export const circleEndpoints: readonly MixinEndpoint[] = [
  {
    method: 'GET',
    path: '/circles',
    access: 'CIRCLES:READ',
    handle: (call) => ownCircles(call).map(circleView),
  },
  { method: 'GET', path: '/circles/:id', access: 'CIRCLES:READ', handle: readCircle },
]
