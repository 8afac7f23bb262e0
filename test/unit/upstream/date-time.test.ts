import { expect, it } from 'vitest'
import { dateTime } from '../../../src/upstream/date-time.ts'
import { countingUnusable } from '../../../src/upstream/unusable.ts'

/** The date-time of a value, and what was dropped. */
const read = (value: unknown) => {
  const dropped: string[] = []
  const time = countingUnusable(
    () => dateTime({ value }, 'value'),
    (what, count) => dropped.push(`${count} ${what}`),
  )
  return [time, ...dropped]
}

it.each([
  '2017-11-26T10:06:50.806156789Z',
  '2020-02-29T00:00:00Z',
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59Z',
  '1990-12-31T23:59:60Z',
  '0099-01-01T00:00:00Z',
  '2021-01-31T23:59:60.5Z',
  '0002-02-28T23:59:59Z',
])('%s stays as it is', (value) => expect(read(value)).toEqual([value]))

it.each([
  ['2020-01-01T07:30:00+08:00', '2019-12-31T23:30:00Z'],
  ['2020-02-28T23:59:59.123456789-00:01', '2020-02-29T00:00:59.123456789Z'],
  ['2020-01-01T00:00:00+00:00', '2020-01-01T00:00:00Z'],
  ['2020-01-01T00:00:00-00:00', '2020-01-01T00:00:00Z'],
  ['2020-05-05T03:21:11.000+0000', '2020-05-05T03:21:11.000Z'],
  ['2020-05-05T03:21:11+0545', '2020-05-04T21:36:11Z'],
  ['2020-05-05t03:21:11z', '2020-05-05T03:21:11Z'],
  ['2020-05-05 03:21:11Z', '2020-05-05T03:21:11Z'],
])('%s becomes %s in UTC', (value, utc) => expect(read(value)).toEqual([utc]))

it.each([
  '0001-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '0001-01-01T00:00:00+00:00',
  '0001-01-01T00:00:00+08:00',
  '0001-01-01T08:00:00+08:00',
  '0001-01-01T00:00:00.000000000-05:00',
  '',
  null,
  undefined,
])('%s means never, which is null', (value) => expect(read(value)).toEqual([null]))

it.each([
  '2021-02-29T00:00:00Z',
  '2021-13-01T00:00:00Z',
  '2021-00-10T00:00:00Z',
  '2021-01-01T24:00:00Z',
  '2021-01-28T23:59:61Z',
  '2021-01-28T23:60:00Z',
  '2021-01-00T00:00:00Z',
  '2021-01-01T00:60:00Z',
  '2021-01-01T00:00:61Z',
  '2021-01-01T00:00:00+24:00',
  '2021-01-01T00:00:00',
  '2021-01-01',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59-01:00',
  'Invalid date',
  '1609459200000',
  1609459200000,
  {},
])('%j is no date: null, and counted', (value) => expect(read(value)).toEqual([null, '1 date']))
