// SPDX-License-Identifier: EUPL-1.2
// A tus client that others wrote (tus-js-client), with a kiosk's certificate.
// node client.js FILE ENDPOINT CA CERTIFICATE KEY SUBMISSION SHA256: uploads FILE in pieces, stops after the first one as if it had
// been cut off, and comes back; says "stopped at BYTES", then "done".
import {readFileSync} from 'node:fs'
import * as tus from 'tus-js-client'

const [file, endpoint, ca, certificate, key, submission, sha256] = process.argv.slice(2)
const options = {
  endpoint,
  metadata: {submission, sha256},
  chunkSize: 65536,
  retryDelays: null,
  httpStack: new tus.DefaultHttpStack({ca: readFileSync(ca), cert: readFileSync(certificate), key: readFileSync(key)}),
  onError: (error) => {
    console.error(error.message)
    process.exit(1)
  },
}

function comeBack(uploadUrl) {
  new tus.Upload(readFileSync(file), {...options, uploadUrl, onSuccess: () => console.log('done')}).start()
}

const first = new tus.Upload(readFileSync(file), {
  ...options,
  onChunkComplete: async (size, accepted) => {
    const url = first.url
    await first.abort()
    console.log(`stopped at ${accepted}`)
    comeBack(url)
  },
})
first.start()
