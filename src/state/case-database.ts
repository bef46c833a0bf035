/** The browser's own database, as little of it as a case needs: one store of values by key, and a step that cannot be torn. */

export interface CaseDatabase {
  /** Reads the value and puts what `next` makes of it, with no other tab in between. */
  update<T>(key: string, next: (stored: unknown) => Update<T>): Promise<T>;
}

export interface Update<T> {
  /** To be put; what is not named stays as it is. */
  readonly entries: readonly Entry[];
  readonly result: T;
}

export interface Entry {
  readonly key: string;
  readonly value: unknown;
}

const NAME = 'kubewitness';
const STORE = 'cases';

export function caseDatabase(factory: IDBFactory): CaseDatabase {
  let opened: Promise<IDBDatabase> | undefined;
  const connection = (): Promise<IDBDatabase> => {
    const opening = opened ?? open(factory, () => { opened = undefined; });
    opened = opening;
    // What failed once may work the next time: the responder made room, or allowed it.
    opening.catch(() => { opened = undefined; });
    return opening;
  };
  return {
    update: async (key, next) => {
      const database = await connection();
      return new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, 'readwrite');
        const store = transaction.objectStore(STORE);
        const reading: IDBRequest<unknown> = store.get(key);
        reading.onsuccess = () => {
          try {
            const { entries, result } = next(reading.result);
            for (const entry of entries) store.put(entry.value, entry.key);
            transaction.oncomplete = () => resolve(result);
          } catch (error) {
            // Thrown here it would end the transaction too, and nobody would hear why.
            reject(error instanceof Error ? error : new Error(String(error)));
            transaction.abort();
          }
        };
        transaction.onabort = () => reject(reasonOf(transaction.error));
      });
    },
  };
}

const reasonOf = (error: DOMException | null): Error => error ?? new Error('The browser gave no reason.');

function open(factory: IDBFactory, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE);
    };
    request.onerror = () => reject(reasonOf(request.error));
    request.onsuccess = () => {
      const database = request.result;
      // Another tab runs a version that needs another layout: make way, and open again when needed.
      database.onversionchange = () => {
        database.close();
        onClosed();
      };
      database.onclose = onClosed;
      resolve(database);
    };
  });
}
