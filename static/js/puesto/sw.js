/**
 * Keeps the door app on the phone. The server puts `self.CONVOCA = {version, archivos}` in front of this text, so
 * that another shell or another file is another worker. It answers for three things and lets the rest pass:
 * the shell, its static files, and the link of a pass, which on an enrolled phone opens in the app.
 * It keeps no answer of the API and no page about anybody.
 */
const { version, archivos } = self.CONVOCA;
const CASCARON = "/puesto/";
const PREFIJO = "convoca-puesto-";
const CACHE = PREFIJO + version;
const PASE = /^\/p\/([0-9A-Za-z]{26})\/?$/;

/** A phone is enrolled when the app's database holds a bearer. Never creates the database. */
function enrolado() {
  return new Promise((resolver) => {
    const pedido = indexedDB.open("convoca-puesto");
    pedido.onupgradeneeded = () => pedido.transaction.abort();
    pedido.onerror = () => resolver(false);
    pedido.onsuccess = () => {
      const base = pedido.result;
      const fin = (si) => {
        base.close();
        resolver(si);
      };
      if (!base.objectStoreNames.contains("estado")) return fin(false);
      const leido = base.transaction("estado").objectStore("estado").get("portador");
      leido.onsuccess = () => fin(Boolean(leido.result));
      leido.onerror = () => fin(false);
    };
  });
}

async function guardar() {
  const cache = await caches.open(CACHE);
  const cascaron = new Request(CASCARON, { cache: "reload", credentials: "same-origin" });
  await cache.addAll([cascaron, ...archivos]);
}

async function limpiar() {
  const nombres = await caches.keys();
  await Promise.all(nombres.filter((n) => n.startsWith(PREFIJO) && n !== CACHE).map((n) => caches.delete(n)));
  await self.clients.claim();
}

async function deLaCopia(clave, pedido) {
  const cache = await caches.open(CACHE);
  return (await cache.match(clave, { ignoreVary: true })) ?? fetch(pedido);
}

async function pase(codigo, pedido) {
  if (!(await enrolado())) return fetch(pedido);
  return Response.redirect(`${CASCARON}#p=${codigo.toUpperCase()}`, 302);
}

function atender(evento) {
  const { request } = evento;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const codigo = PASE.exec(url.pathname)?.[1];
  if (request.mode === "navigate" && codigo) evento.respondWith(pase(codigo, request));
  else if (request.mode === "navigate" && url.pathname === CASCARON) evento.respondWith(deLaCopia(CASCARON, request));
  else if (archivos.includes(url.pathname)) evento.respondWith(deLaCopia(url.pathname, request));
}

self.addEventListener("install", (evento) => evento.waitUntil(guardar()));
self.addEventListener("activate", (evento) => evento.waitUntil(limpiar()));
self.addEventListener("fetch", atender);
// A new worker waits until the app is closed, or until the app says that now is a good moment.
self.addEventListener("message", (evento) => {
  if (evento.data === "actualizar") self.skipWaiting();
});
