/** Saved views: one's own, and those that somebody shares. Only the query string is kept, so the address stays the only truth. */
import type { z } from "zod";
import type { newSavedViewSchema, SavedView, savedViewChangeSchema } from "../../../contracts/finding-life.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ViewReader, ViewRow } from "../../database/findings/saved-views.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";

type NewView = z.infer<typeof newSavedViewSchema>;
type ViewChange = z.infer<typeof savedViewChangeSchema>;

function readerOf({ userId, role, scope }: Actor): ViewReader {
  return { userId, admin: role === "admin" && scope.clusters === "all" };
}

function savedView(reader: ViewReader, { id, userId, page, name, search, shared, owner, createdAt }: ViewRow): SavedView {
  const yours = userId === reader.userId;
  const mayChange = yours || (reader.admin && shared);
  return { ...{ id, page, name, search, shared, owner, yours, mayChange }, createdAt: createdAt.toISOString() };
}

/** What opens a detail or says where a view came from is not part of it. */
const notKept = ["view", "finding", "unseen", "cell"];

/** @returns the query string without what is not part of a view. */
export function keptSearch(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of notKept) params.delete(name);
  return params.toString();
}

export const listViews = defineUseCase<{ readonly page?: ViewRow["page"] | undefined }, { items: SavedView[] }>(
  "report:read",
  async (actor, { page }, { repositories }) => {
    const reader = readerOf(actor);
    const rows = await repositories.savedViews.list(actor.scope, reader, page);
    return ok({ items: rows.map((row) => savedView(reader, row)) });
  },
);

export const createView = defineUseCase<NewView, SavedView>("report:read", async (actor, view, { repositories }) => {
  const reader = readerOf(actor);
  return repositories.transaction(async (tx) => {
    const made = await tx.savedViews.create(actor.scope, reader, { ...view, search: keptSearch(view.search) });
    if (!made.ok) return refuse(made.error.code);
    if (made.value === undefined) return refuse("notFound");
    await record(tx, actor, { action: "view.create", subject: view.name, detail: { page: view.page, shared: view.shared } });
    return ok(savedView(reader, made.value));
  });
});

export const changeView = defineUseCase<ViewChange, SavedView>(
  "report:read",
  async (actor, { search, ...change }, { repositories }) => {
    const reader = readerOf(actor);
    return repositories.transaction(async (tx) => {
      const before = (await tx.savedViews.list(actor.scope, reader)).find((view) => view.id === change.id);
      const to = { ...change, ...(search !== undefined && { search: keptSearch(search) }) };
      const changed = await tx.savedViews.change(actor.scope, reader, to);
      if (!changed.ok) return refuse(changed.error.code);
      if (changed.value === undefined || before === undefined) return refuse("notFound");
      const [was, is] = [before, changed.value].map(({ name, shared }) => ({ name, shared }));
      await record(tx, actor, {
        ...{ action: "view.change", subject: before.name, detail: { page: before.page } },
        ...{ before: was, after: is },
      });
      return ok(savedView(reader, changed.value));
    });
  },
);

export const removeView = defineUseCase<{ readonly id: string }, undefined>(
  "report:read",
  async (actor, { id }, { repositories }) =>
    repositories.transaction(async (tx) => {
      const removed = await tx.savedViews.remove(actor.scope, readerOf(actor), id);
      if (removed === undefined) return refuse("notFound");
      await record(tx, actor, { action: "view.remove", subject: removed.name, detail: { page: removed.page } });
      return ok(undefined);
    }),
);
