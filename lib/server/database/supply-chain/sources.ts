/** Sources of images for readers: of commits that an image names which runs where the scope sees, and of no other. */
import type { LookFailure } from "../../../core/supply-chain/discovery/look.ts";
import type { SourceAnswers } from "../../../core/supply-chain/source/answers.ts";
import type { CodeAnalysis } from "../../../core/supply-chain/source/sarif.ts";
import type { Scorecard } from "../../../core/supply-chain/source/scorecard.ts";
import type { Connection } from "../connection.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import { pack, unpack } from "../packed-json.ts";
import { present, word } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { storableText } from "../storable.ts";
import { isImageOfSource } from "./images.ts";
import type { SourceKey } from "./source-work.ts";

export type ReportContent =
  | { readonly kind: "sarif"; readonly value: CodeAnalysis }
  | { readonly kind: "scorecard"; readonly value: Scorecard };

export type SourceReportRow = ReportContent & {
  readonly id: string;
  readonly origin: "upload" | "forge";
  readonly uploadedBy?: string;
  readonly createdAt: Date;
};

/** Reports about another commit of the same repository. */
export interface OtherCommitReports {
  readonly commit: string;
  readonly tools: readonly string[];
  readonly at: Date;
}

export interface SourceRow extends SourceKey {
  readonly answers?: SourceAnswers;
  readonly failure?: LookFailure;
  readonly lookedAt?: Date;
  readonly dueAt?: Date;
  readonly reports: readonly SourceReportRow[];
}

export type CommitSignerTerms =
  | { readonly kind: "ssh"; readonly line: string }
  | { readonly kind: "pgp"; readonly keys: string }
  | { readonly kind: "gitsign"; readonly issuer: string; readonly subject: string };

export interface CommitSignerRow {
  readonly id: string;
  readonly name: string;
  readonly terms: CommitSignerTerms;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** A forge by its name, without what it is asked with. */
export interface ListedForge {
  readonly host: string;
  readonly kind: string;
  readonly hasToken: boolean;
}

const mostOtherReports = 100;
const mostOtherCommits = 10;

export type SourcesRepository = ReturnType<typeof sourcesRepository>;

export function sourcesRepository({ rows, sender, transaction }: Connection) {
  const where = ({ repository, commit }: SourceKey) => ({ repository_commit: { repository, commit } });
  const isSeen = (scope: Scope, key: SourceKey) => isImageOfSource(rows, scope, key);

  return {
    isSeen,

    /** @returns all that is known of a commit; undefined where no image that the scope sees names it. */
    async get(scope: Scope, key: SourceKey): Promise<SourceRow | undefined> {
      if (!(await isSeen(scope, key))) return undefined;
      const { repository, commit } = key;
      const [stored, reports] = await Promise.all([
        rows.sourceCommit.findUnique({ where: where(key) }),
        rows.sourceReport.findMany({ where: { repository, commit }, orderBy: [{ tool: "asc" }, { origin: "asc" }] }),
      ]);
      return {
        ...{ repository, commit },
        ...(stored?.answers && { answers: await unpack<SourceAnswers>(stored.answers) }),
        ...(stored?.failure && { failure: stored.failure as unknown as LookFailure }),
        ...(stored?.lookedAt && { lookedAt: stored.lookedAt }),
        ...(stored?.dueAt && { dueAt: stored.dueAt }),
        reports: await Promise.all(reports.map(reportOf)),
      };
    },

    /** @returns the other commits of the repository that have reports and that the scope sees, the newest report first. */
    async otherReports(scope: Scope, { repository, commit }: SourceKey): Promise<readonly OtherCommitReports[]> {
      const found = await rows.sourceReport.findMany({
        where: { repository, commit: { not: commit } },
        select: { commit: true, tool: true, createdAt: true },
        orderBy: { createdAt: "desc" },
        take: mostOtherReports,
      });
      const commits = [...Map.groupBy(found, (one) => one.commit)].slice(0, mostOtherCommits);
      const seen = await Promise.all(commits.map(([other]) => isSeen(scope, { repository, commit: other })));
      return commits
        .filter((_, place) => seen[place])
        .flatMap(([other, [newest, ...older]]) =>
          newest
            ? [{ commit: other, tools: [...new Set([newest, ...older].map(({ tool }) => tool))], at: newest.createdAt }]
            : [],
        );
    },

    /** Makes the commit due now, and wakes a worker. @returns whether the scope sees it. */
    async look(scope: Scope, key: SourceKey): Promise<boolean> {
      if (!(await isSeen(scope, key))) return false;
      await transaction(async (tx) => {
        await tx.sourceCommit.updateMany({ where: { ...key, dueAt: { not: null } }, data: { dueAt: new Date(), failures: 0 } });
        await sender.send(tx, "sources", {}, "sources");
      });
      return true;
    },

    /** Adds uploaded reports, each in the place of the last of its tool. @returns whether the scope sees the commit. */
    async addReports(scope: Scope, key: SourceKey, contents: readonly ReportContent[], by: string): Promise<boolean> {
      if (!(await isSeen(scope, key))) return false;
      const packed = await Promise.all(
        contents.map(async (one) => ({ kind: one.kind, tool: toolOf(one), content: await pack(one.value) })),
      );
      await transaction(async (tx) => {
        for (const { kind, tool, content } of packed) {
          const one = { repository: key.repository, commit: key.commit, kind, origin: "upload", tool };
          const data = { content, uploadedBy: by, createdAt: new Date() };
          await tx.sourceReport.upsert({
            where: { repository_commit_kind_origin_tool: one },
            create: { id: newId("srp"), ...one, ...data },
            update: data,
          });
        }
      });
      return true;
    },

    /** @returns the removed report's tool; undefined where the scope sees none of that id. Only uploads are removed. */
    async removeReport(scope: Scope, id: string): Promise<(SourceKey & { readonly tool: string }) | undefined> {
      const found = await rows.sourceReport.findFirst({
        where: { id, origin: "upload" },
        select: { repository: true, commit: true, tool: true },
      });
      if (found === null || !(await isSeen(scope, found))) return undefined;
      return (await rows.sourceReport.deleteMany({ where: { id } })).count === 1 ? found : undefined;
    },

    /** Whose signatures on commits are trusted; by name. */
    async signers(): Promise<CommitSignerRow[]> {
      return (await rows.commitSigner.findMany({ orderBy: { name: "asc" } })).map(signerOf);
    },

    /** @returns undefined where the scope is not all clusters, or where the name is taken. */
    async addSigner(
      scope: Scope,
      { name, terms }: Pick<CommitSignerRow, "name" | "terms">,
      by: string,
    ): Promise<CommitSignerRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      const { kind, ...rest } = terms;
      const id = newId("csg");
      const data = { id, kind, name, terms: rest as Prisma.InputJsonObject, createdBy: by };
      const { count } = await rows.commitSigner.createMany({ data: [data], skipDuplicates: true });
      const made = count === 1 ? await rows.commitSigner.findUnique({ where: { id } }) : null;
      if (made !== null) await transaction((tx) => sender.send(tx, "sources", {}, "sources"));
      return made === null ? undefined : signerOf(made);
    },

    async removeSigner(scope: Scope, id: string): Promise<CommitSignerRow | undefined> {
      if (scope.clusters !== "all") return undefined;
      const found = await rows.commitSigner.findUnique({ where: { id } });
      if (found === null || (await rows.commitSigner.deleteMany({ where: { id } })).count !== 1) return undefined;
      await transaction((tx) => sender.send(tx, "sources", {}, "sources"));
      return signerOf(found);
    },

    /** @returns the forges by their names: why a commit was not looked at is told to whoever sees its image. */
    async forges(): Promise<ListedForge[]> {
      const stored = await rows.forge.findMany({ select: { host: true, kind: true, token: { select: { version: true } } } });
      return stored.map(({ host, kind, token }) => ({ host, kind, hasToken: token !== null }));
    },
  };
}

function toolOf(content: ReportContent): string {
  return content.kind === "sarif" ? storableText(content.value.tool) : "OpenSSF Scorecard";
}

async function reportOf(row: {
  id: string;
  kind: string;
  origin: string;
  content: Uint8Array;
  uploadedBy: string | null;
  createdAt: Date;
}): Promise<SourceReportRow> {
  const { id, kind, origin, content, createdAt } = row;
  const value = await unpack<unknown>(content);
  const uploadedBy = present(row.uploadedBy);
  return {
    ...({ kind, value } as ReportContent),
    ...{ id, origin: word<"upload" | "forge">(origin), createdAt },
    ...(uploadedBy !== undefined && { uploadedBy }),
  };
}

function signerOf({
  kind,
  terms,
  ...row
}: {
  id: string;
  kind: string;
  name: string;
  terms: unknown;
  createdBy: string;
  createdAt: Date;
}): CommitSignerRow {
  return { ...row, terms: { kind, ...(terms as object) } as CommitSignerTerms };
}
