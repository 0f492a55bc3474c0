import type { AccessReview, ReviewedSubject } from "#contracts/access/reviews.ts";
import type { TestApi } from "./api.ts";

/** @returns the id of a review of a cluster's newest scan: everybody is kept, with a note that names them, and it is signed off. */
export async function signedOffReview(
  api: TestApi,
  cookie: string,
  { cluster, name, note = name }: { readonly cluster: string; readonly name: string; readonly note?: string },
) {
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await api.ask(method, path, { cookie, body });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const dueAt = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const { id } = await ask<AccessReview>("POST", "/access-reviews", { name, places: [{ cluster }], dueAt });
  const { items } = await ask<{ items: ReviewedSubject[] }>("GET", `/access-reviews/${id}/subjects?limit=200`);
  const decisions = items.map(({ number, version, subject }) => ({
    ...{ number, version, decision: "keep", note: `about ${subject.name}: ${note}` },
  }));
  await ask("POST", `/access-reviews/${id}/decisions`, { decisions });
  const { version } = await ask<AccessReview>("GET", `/access-reviews/${id}`);
  await ask("POST", `/access-reviews/${id}/sign-off`, { version, note });
  return id;
}
