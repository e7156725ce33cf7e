// Keeps the application's own files on the device, so that a page opens without the network.
//
// All files of one build form one unit: they are fetched, checked and stored together before this
// worker may take over, and a page never mixes files of two builds. The worker answers every
// navigation from that unit, and never touches the API. A new build waits until the person agrees;
// the page then posts "skip-waiting".

// The server fills these two lines in from the files that it holds.
const VERSION = "@VERSION@";
const FILES = ["@FILES@"];

const CACHE = `lanyard-${VERSION}`;
const SHELL = "/";
const NEVER = ["/api/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/sw.js"];

self.addEventListener("install", (event) => {
  // The browser may run this worker in the process of one tab. Were that tab to hang, calls of every
  // other tab would hang here with it: they go past this worker, where the browser knows how.
  event.addRoutes?.(NEVER.map((path) => ({ condition: { urlPattern: { pathname: `${path}*` } }, source: "network" })));
  event.waitUntil(store());
});

self.addEventListener("activate", (event) => {
  // The page of a first visit came without this worker: from now on it too gets the files that it
  // asks for late, such as a font, without the network.
  event.waitUntil(forgetOlderBuilds().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const order = event.data?.type ?? event.data;
  if (order === "skip-waiting") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (NEVER.some((path) => url.pathname.startsWith(path))) return;
  const known = FILES.some((file) => file.path === url.pathname);
  if (known) event.respondWith(answer(url.pathname, request));
  else if (request.mode === "navigate") event.respondWith(answer(SHELL, request));
});

/** Fetches the whole build; the cache is gone again when one file of it is not what it should be. */
async function store() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(async (file) => cache.put(file.path, await fetchChecked(file))));
  } catch (problem) {
    await caches.delete(CACHE);
    throw problem;
  }
}

/**
 * The file as this build has it. The digest makes a page of a captive portal, a file of another
 * build and a cut answer fail alike; a redirected answer could not be used for a navigation.
 */
async function fetchChecked(file) {
  const request = new Request(file.path, {
    cache: "no-cache",
    credentials: "same-origin",
    integrity: file.integrity,
    redirect: "error",
  });
  const response = await fetch(request);
  const type = (response.headers.get("content-type") ?? "").split(";")[0];
  if (!response.ok || response.redirected || type !== file.type) {
    throw new TypeError(`${file.path} did not arrive as it should: ${response.status} ${type}`);
  }
  return response;
}

/** From the device; from the network only where the browser itself threw the stored file away. */
async function answer(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function forgetOlderBuilds() {
  for (const name of await caches.keys()) {
    if (name.startsWith("lanyard-") && name !== CACHE) await caches.delete(name);
  }
}
