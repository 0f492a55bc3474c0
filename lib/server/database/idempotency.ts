/** What was answered to requests that may come again. Keys are a person's own: their id stands where others take a scope. */
import type { Connection } from "./connection.ts";
import type { Prisma } from "./generated/client.ts";

/** What is kept of an answer: its body, or that it carried a secret and is not kept. */
export type KeptAnswer = { readonly body: unknown } | { readonly shownOnce: true };

export type Claim =
  /** Nobody has asked this before: the caller carries it out. `at` is the fence of what it stores afterwards. */
  | { readonly state: "mine"; readonly at: Date }
  | { readonly state: "running" }
  | { readonly state: "otherRequest" }
  | { readonly state: "answered"; readonly status: number; readonly answer: KeptAnswer };

export interface Asked {
  readonly userId: string;
  readonly key: string;
  /** A keyed hash of the request. */
  readonly requestHash: string;
}

const minute = 60_000;
/** Milliseconds for which an answer is kept. */
const kept = 24 * 60 * minute;
/** Milliseconds after which a request that was never answered is given up: its process has died. */
const abandoned = 10 * minute;

export type IdempotencyRepository = ReturnType<typeof idempotencyRepository>;

export function idempotencyRepository({ rows }: Connection) {
  return {
    /** Claims a key, or says what became of the request that has it. Of several at one time, one gets it. */
    async claim({ userId, key, requestHash }: Asked, now: Date): Promise<Claim> {
      const claimed = await rows.$queryRaw<unknown[]>`
        INSERT INTO idempotency_keys AS k (user_id, key, request_hash, created_at) VALUES (${userId}, ${key}, ${requestHash}, ${now})
        ON CONFLICT (user_id, key) DO UPDATE
          SET request_hash = excluded.request_hash, created_at = excluded.created_at, status = NULL, response = NULL, finished_at = NULL
          WHERE k.created_at <= ${new Date(now.getTime() - kept)}
             OR (k.status IS NULL AND k.created_at <= ${new Date(now.getTime() - abandoned)})
        RETURNING 1`;
      if (claimed.length === 1) return { state: "mine", at: now };
      const found = await rows.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } });
      if (found === null) return { state: "running" };
      if (found.requestHash !== requestHash) return { state: "otherRequest" };
      if (found.status === null) return { state: "running" };
      return { state: "answered", status: found.status, answer: found.response as unknown as KeptAnswer };
    },

    /** Keeps the answer, where nobody has taken the key over meanwhile. */
    async keep({ userId, key }: Asked, at: Date, { status, answer }: { status: number; answer: KeptAnswer }): Promise<void> {
      const response = answer as Prisma.InputJsonValue;
      const where = { userId, key, createdAt: at, status: null };
      await rows.idempotencyKey.updateMany({ where, data: { status, response, finishedAt: new Date() } });
    },

    /** Gives a key back whose request was not carried out. */
    async release({ userId, key }: Asked, at: Date): Promise<void> {
      await rows.idempotencyKey.deleteMany({ where: { userId, key, createdAt: at, status: null } });
    },
  };
}
