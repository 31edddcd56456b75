# One image for every process of the product; the command decides which:
#   node --enable-source-maps dist/api/main.js
#   node --enable-source-maps dist/workers/main.js --pool workflow,network
#   node --enable-source-maps dist/workers/main.js --pool media
#   node --enable-source-maps dist/temporal-config/main.js --address temporal:7233
#   node --enable-source-maps dist/sandbox/main.js
# Debian and not Alpine: Temporal's core, sharp and argon2 are built for glibc.

FROM node:22-bookworm-slim AS base
WORKDIR /app

FROM base AS dependencies
COPY package.json package-lock.json ./
# The tests run without install scripts too, so nothing may depend on them.
RUN npm ci --ignore-scripts

FROM dependencies AS build
COPY . .
RUN npm run build
# What the compiler does not copy: style sheets, pictures, word lists, YAML.
RUN mkdir /assets \
  && find api activities domains embedded providers runtime sandbox schemas temporal-config workers workflows \
    -type f ! -name '*.ts' -exec cp --parents --target-directory /assets {} +

FROM base AS production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts

FROM base AS runtime
# tini hands signals on and reaps the captioner's child; system certificates are for Temporal over TLS.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*
# Files of the sandbox and of blob storage, where those run from this image.
RUN mkdir /data && chown node:node /data
# Pictures are decoded on many threads; glibc would keep what each has freed.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
COPY package.json ./
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /assets ./
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8420
ENTRYPOINT ["tini", "--"]
CMD ["node", "--enable-source-maps", "dist/api/main.js"]
# For the API; docker-compose.yml has its own for the others.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8420) + '/livez').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
