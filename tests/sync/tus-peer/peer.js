// SPDX-License-Identifier: EUPL-1.2
// A tus server that others wrote (@tus/server), behind TLS with the test town's certificate.
// node peer.js CERTIFICATE KEY FOLDER: uploads arrive in FOLDER; says "listening on PORT".
import {readFileSync} from 'node:fs'
import https from 'node:https'
import {FileStore} from '@tus/file-store'
import {Server} from '@tus/server'

const [certificate, key, directory] = process.argv.slice(2)
const tus = new Server({path: '/v1/uploads', relativeLocation: true, datastore: new FileStore({directory})})
const server = https.createServer({cert: readFileSync(certificate), key: readFileSync(key)}, tus.handle.bind(tus))

server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
