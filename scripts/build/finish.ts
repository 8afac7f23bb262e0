// What `npm run build` does after the compiler, in this order.
import './copy-assets.ts'
import './schema-files.ts'
import './inline-type-defs.ts'
import './prune-declarations.ts'
import './bundle-gateway.ts'
import './bundle-graphql.ts'
