/** Blobs one after the other as one, for blobs that are read by our own code: the platform's constructor copies from its own only. */
export class JoinedBlob extends Blob {
  readonly #parts: readonly Blob[];

  constructor(parts: readonly Blob[]) {
    super();
    this.#parts = parts;
  }

  override get size(): number {
    return this.#parts.reduce((sum, part) => sum + part.size, 0);
  }

  override slice(from = 0, to = this.size): JoinedBlob {
    const parts: Blob[] = [];
    let at = 0;
    for (const part of this.#parts) {
      const start = Math.max(from, at);
      const end = Math.min(to, at + part.size);
      if (end > start) parts.push(part.slice(start - at, end - at));
      at += part.size;
    }
    return new JoinedBlob(parts);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(new Uint8Array(await part.arrayBuffer()), at);
      at += part.size;
    }
    return bytes.buffer;
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const chunks = this.#chunks();
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await chunks.return();
      },
    });
  }

  async *#chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    for (const part of this.#parts) {
      const reader = part.stream().getReader();
      try {
        for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
      } finally {
        reader.cancel().catch(() => undefined);
      }
    }
  }
}
