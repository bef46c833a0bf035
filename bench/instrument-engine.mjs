// @ts-check
/* global Worker */
/** Runs in the page before its own scripts: adds up the round trips to the engine's worker by what was asked. Self-contained. */
export function instrumentEngine() {
  /** @type {Record<string, { count: number, ms: number }>} */
  const trips = {};
  Object.assign(window, { engineTrips: trips });
  /** @type {Map<number, { kind: string, at: number }>} */
  const open = new Map();
  const heard = new WeakSet();
  const send = Worker.prototype.postMessage;
  /** @param {any} message */
  const kindOf = (message) => {
    if (message.type === 'INSERT_ARROW_FROM_IPC_STREAM') return 'appends';
    if (message.type === 'RUN_QUERY' && String(message.data?.[1]).startsWith('BEGIN')) return 'pairing and signals, commits';
    return 'queries of the screen, small statements';
  };
  /** @this {Worker} @param {any} message @param {any[]} rest */
  function postMessage(message, ...rest) {
    if (typeof message?.messageId === 'number') {
      if (!heard.has(this)) {
        heard.add(this);
        this.addEventListener('message', ({ data }) => {
          const asked = open.get(data?.requestId);
          if (asked === undefined) return;
          open.delete(data.requestId);
          const sum = (trips[asked.kind] ??= { count: 0, ms: 0 });
          sum.count += 1;
          sum.ms += performance.now() - asked.at;
        });
      }
      open.set(message.messageId, { kind: kindOf(message), at: performance.now() });
    }
    Reflect.apply(send, this, [message, ...rest]);
  }
  Worker.prototype.postMessage = postMessage;
}
