/** Pages with their filters, under names. The query string is all that is kept: the address is the only truth. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import type { Prisma, SavedView } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { word } from "../rows.ts";
import type { Scope } from "../scope.ts";

export type ViewPage = "findings" | "matrix" | "comparison";

export interface ViewRow {
  readonly id: string;
  readonly userId: string;
  readonly owner: string;
  readonly name: string;
  readonly page: ViewPage;
  readonly search: string;
  readonly shared: boolean;
  readonly createdAt: Date;
}

/** Whose views are asked for; an administrator of all clusters changes everybody's shared ones. */
export interface ViewReader {
  readonly userId: string;
  readonly admin: boolean;
}

export type ViewExists = Failure<"viewExists">;
const viewExists: ViewExists = {
  code: "viewExists",
  message: "You have a view of this page with this name already.",
  remedy: "Choose another name.",
};

const owned = { user: { select: { name: true } } } as const;
const most = 200;

export type SavedViewsRepository = ReturnType<typeof savedViewsRepository>;

export function savedViewsRepository({ rows }: Connection) {
  const mayChange = ({ userId, admin }: ViewReader): Prisma.SavedViewWhereInput =>
    admin ? { OR: [{ userId }, { shared: true }] } : { userId };

  return {
    /** The reader's own views and everybody's shared ones, by name. A reader of nothing has none. */
    async list(scope: Scope, { userId }: ViewReader, page?: ViewPage): Promise<ViewRow[]> {
      if (seesNothing(scope)) return [];
      const where = { AND: [{ OR: [{ userId }, { shared: true }] }, page ? { page } : {}] };
      const found = await rows.savedView.findMany({
        where,
        include: owned,
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: most,
      });
      return found.map(viewRow);
    },

    async create(
      scope: Scope,
      { userId }: ViewReader,
      view: Pick<ViewRow, "name" | "page" | "search" | "shared">,
    ): Promise<Result<ViewRow | undefined, ViewExists>> {
      if (seesNothing(scope)) return ok(undefined);
      const id = newId("viw");
      const { count } = await rows.savedView.createMany({ data: [{ ...view, id, userId }], skipDuplicates: true });
      if (count === 0) return err(viewExists);
      return ok(viewRow(await rows.savedView.findUniqueOrThrow({ where: { id }, include: owned })));
    },

    /** @returns the changed view, or undefined where there is none that the reader may change. */
    async change(
      scope: Scope,
      reader: ViewReader,
      { id, ...change }: { readonly id: string } & Partial<Pick<ViewRow, "name" | "search" | "shared">>,
    ): Promise<Result<ViewRow | undefined, ViewExists>> {
      const view = seesNothing(scope) ? null : await rows.savedView.findFirst({ where: { AND: [{ id }, mayChange(reader)] } });
      if (!view) return ok(undefined);
      const same = { userId: view.userId, page: view.page, name: change.name ?? view.name, NOT: { id } };
      if (await rows.savedView.findFirst({ where: same, select: { id: true } })) return err(viewExists);
      return ok(viewRow(await rows.savedView.update({ where: { id }, data: change, include: owned })));
    },

    /** @returns the view that was removed, or undefined where there is none that the reader may change. */
    async remove(scope: Scope, reader: ViewReader, id: string): Promise<ViewRow | undefined> {
      if (seesNothing(scope)) return undefined;
      const view = await rows.savedView.findFirst({ where: { AND: [{ id }, mayChange(reader)] }, include: owned });
      if (view) await rows.savedView.deleteMany({ where: { id } });
      return view ? viewRow(view) : undefined;
    },
  };
}

function seesNothing(scope: Scope): boolean {
  return scope.clusters !== "all" && scope.clusters.size === 0;
}

function viewRow({ user, page, updatedAt: _updatedAt, ...view }: SavedView & { user: { name: string } }): ViewRow {
  return { ...view, page: word(page), owner: user.name };
}
