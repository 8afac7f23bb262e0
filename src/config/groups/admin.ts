import * as is from '../kinds.ts'

export const admin = {
  ADMIN_PORT: is.port.optional().meta({
    description:
      'Opens a port for operators: it shows the state of breakers, cooldowns, budgets, caches and Redis, drops copies, closes networks and ends sessions. Requires `ADMIN_TOKEN`. `0` picks a free port, which the startup log states. See [the admin port](operating.md#the-admin-port).',
    defaultText: 'off',
  }),
  ADMIN_HOST: is.address
    .default('127.0.0.1')
    .describe(
      'Address that `ADMIN_PORT` listens on. It speaks plain HTTP, so leave it on loopback, or let nobody but operators reach it.',
    ),
  ADMIN_TOKEN: is.bearerToken
    .optional()
    .describe(
      'What operators send as `Authorization: Bearer …` to `ADMIN_PORT`: 32 random characters or more (`openssl rand -hex 32`), and none of the other secrets.',
    ),
}
