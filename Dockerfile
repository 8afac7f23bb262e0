# Compiles. Without install scripts, because they would download a second Node.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY examples/web/package.json ./examples/web/
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY schema ./schema
COPY sandbox ./sandbox
COPY src ./src
COPY testing ./testing
COPY clients ./clients
RUN npm run build
RUN node scripts/collect-image.mjs image

# Runs the gateway.
FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY examples/web/package.json ./examples/web/
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force && rm -r examples
COPY scripts/healthcheck.mjs scripts/fill-compile-cache.mjs ./scripts/
COPY --from=build /app/image ./dist
RUN node scripts/fill-compile-cache.mjs
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 CMD ["node", "scripts/healthcheck.mjs"]
# Not `npm start`: npm would be one more process.
CMD ["node", "dist/src/main.js"]
