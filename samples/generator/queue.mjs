/**
 * What happens next: a binary heap ordered by time, then by order of entry, so equal times never depend on heap layout.
 * @template T
 */
export class Queue {
  /** @type {number[]} */ #times = [];
  /** @type {number[]} */ #orders = [];
  /** @type {T[]} */ #items = [];
  #entered = 0;

  get size() {
    return this.#items.length;
  }

  /** @param {number} time @param {T} item */
  push(time, item) {
    const times = this.#times;
    const orders = this.#orders;
    const items = this.#items;
    const order = (this.#entered += 1);
    let index = items.length;
    times.push(time);
    orders.push(order);
    items.push(item);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (times[parent] <= time) break; // a later entry never overtakes an earlier one of the same time
      times[index] = times[parent];
      orders[index] = orders[parent];
      items[index] = items[parent];
      index = parent;
    }
    times[index] = time;
    orders[index] = order;
    items[index] = item;
  }

  /** @returns {{ time: number, item: T } | undefined} */
  pop() {
    const times = this.#times;
    const orders = this.#orders;
    const items = this.#items;
    if (items.length === 0) return undefined;
    const top = { time: times[0], item: items[0] };
    const time = /** @type {number} */ (times.pop());
    const order = /** @type {number} */ (orders.pop());
    const item = /** @type {T} */ (items.pop());
    const length = items.length;
    if (length === 0) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      const right = child + 1;
      if (right < length && (times[right] < times[child] || (times[right] === times[child] && orders[right] < orders[child]))) {
        child = right;
      }
      if (times[child] > time || (times[child] === time && orders[child] > order)) break;
      times[index] = times[child];
      orders[index] = orders[child];
      items[index] = items[child];
      index = child;
    }
    times[index] = time;
    orders[index] = order;
    items[index] = item;
    return top;
  }
}
