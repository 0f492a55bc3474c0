/** Who works at a finding and what was said about it; asked for by a scan that has the finding and the reader sees. */
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Connection } from "../connection.ts";
import { newId } from "../ids.ts";
import { type Scope, scopeOf, seesCluster } from "../scope.ts";
import { storableText } from "../storable.ts";
import { seen } from "../visible.ts";
import { keyOf } from "../waivers/waiver-counts.ts";
import type { FindingKey } from "../waivers/waivers.ts";
import { scansBehind } from "./finding-filter.ts";
import { findingsOf } from "./of-scans.ts";

/** A finding as a scan has it. */
export interface FindingInScan {
  readonly scanId: string;
  readonly fingerprint: string;
}

export interface KnownCase extends FindingKey {
  readonly scanId: string;
  readonly namespace?: string;
  readonly title: string;
  readonly checkId: string;
  readonly severity: Severity;
}

export interface Assignee {
  readonly id?: string;
  readonly name: string;
}
export interface AssignedCase extends Assignee {
  readonly at: Date;
}

export interface CommentRow {
  readonly id: string;
  readonly authorId?: string;
  readonly author: string;
  readonly text: string;
  readonly at: Date;
}

export type CasesRepository = ReturnType<typeof casesRepository>;

export function casesRepository({ rows }: Connection) {
  async function known(scope: Scope, findings: readonly FindingInScan[]): Promise<KnownCase[]> {
    const ids = [...new Set(findings.map((finding) => finding.scanId))];
    const scans = await Promise.all(ids.map((scan) => scansBehind(rows, scope, { scan })));
    const found = await rows.$queryRaw<
      (Omit<KnownCase, "severity" | "namespace"> & { severity: number; namespace: string | null })[]
    >`
      SELECT f.scan_id AS "scanId", f.cluster_id AS "clusterId", f.fingerprint, f.namespace, f.title, f.check_id AS "checkId", f.severity
      FROM unnest(${findings.map((one) => one.scanId)}::text[], ${findings.map((one) => one.fingerprint)}::text[])
        AS k(scan_id, fingerprint)
      JOIN findings f ON f.scan_id = k.scan_id AND f.fingerprint = k.fingerprint WHERE ${findingsOf(scans.flat())}`;
    return found.map(({ severity, namespace, ...rest }) => ({
      ...rest,
      severity: severities[severity] ?? "information",
      ...(namespace !== null && { namespace }),
    }));
  }

  return {
    /** @returns those of the findings that the scope sees; a caller that gets fewer refuses all. */
    known,

    /** The people who see all of these findings' places, by name. */
    async assignable(
      scope: Scope,
      places: readonly { readonly clusterId: string; readonly namespace?: string }[],
    ): Promise<Assignee[]> {
      const visible = places.every((place) => seesCluster(scope, place.clusterId));
      if (!visible || places.length === 0) return [];
      const users = await rows.user.findMany({ select: { id: true, name: true, scope: true }, orderBy: { name: "asc" } });
      return users
        .filter((user) => places.every((place) => seesPlace(scopeOf(user.scope), place)))
        .map(({ id, name }) => ({ id, name }));
    },

    /** Gives findings to somebody, or to nobody. @returns how many the scope sees. */
    async assign(scope: Scope, findings: readonly FindingInScan[], to: Assignee | undefined, at: Date): Promise<number> {
      const mine = await known(scope, findings);
      await rows.$executeRaw`
        INSERT INTO finding_cases (cluster_id, fingerprint, assignee_id, assignee_name, updated_at)
        SELECT DISTINCT k.cluster_id, k.fingerprint, ${to?.id ?? null}::text, ${to?.name ?? null}::text, ${at}::timestamptz
        FROM unnest(${mine.map((one) => one.clusterId)}::text[], ${mine.map((one) => one.fingerprint)}::text[]) AS k(cluster_id, fingerprint)
        ON CONFLICT (cluster_id, fingerprint) DO UPDATE SET assignee_id = excluded.assignee_id,
          assignee_name = excluded.assignee_name, updated_at = excluded.updated_at`;
      return mine.length;
    },

    /** Who has each finding, by `${clusterId} ${fingerprint}`; one that nobody has is absent. */
    async assigned(scope: Scope, findings: readonly FindingKey[]): Promise<Map<string, AssignedCase>> {
      const visible = findings.filter((finding) => seesCluster(scope, finding.clusterId));
      if (visible.length === 0) return new Map();
      const found = await rows.$queryRaw<(FindingKey & { id: string | null; name: string; at: Date })[]>`
        SELECT c.cluster_id AS "clusterId", c.fingerprint, u.id, coalesce(u.name, c.assignee_name) AS name, c.updated_at AS at
        FROM unnest(${visible.map((one) => one.clusterId)}::text[], ${visible.map((one) => one.fingerprint)}::text[])
          AS k(cluster_id, fingerprint)
        JOIN finding_cases c ON c.cluster_id = k.cluster_id AND c.fingerprint = k.fingerprint
        LEFT JOIN users u ON u.id = c.assignee_id WHERE c.assignee_name IS NOT NULL`;
      return new Map(found.map(({ id, name, at, ...key }) => [keyOf(key), { name, at, ...(id !== null && { id }) }]));
    },

    /** Adds a comment. @returns undefined where the scope does not see the finding. */
    async comment(
      scope: Scope,
      finding: FindingInScan,
      { text, author, at }: { text: string; author: { id: string; name: string }; at: Date },
    ): Promise<KnownCase | undefined> {
      const [mine] = await known(scope, [finding]);
      if (!mine) return undefined;
      const { clusterId, fingerprint } = mine;
      const of = { id: newId("cmt"), clusterId, fingerprint, authorId: author.id, authorName: author.name };
      await rows.findingComment.create({ data: { ...of, text: storableText(text), createdAt: at } });
      return mine;
    },

    /** What was said about a finding, oldest first; the newest 200. */
    async comments(scope: Scope, finding: FindingInScan): Promise<CommentRow[]> {
      const [mine] = await known(scope, [finding]);
      if (!mine) return [];
      const where = { clusterId: mine.clusterId, fingerprint: mine.fingerprint };
      const found = await rows.findingComment.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 200 });
      return found.reverse().map(({ id, authorId, authorName, text, createdAt }) => ({
        ...{ id, author: authorName, text, at: createdAt },
        ...(authorId !== null && { authorId }),
      }));
    },

    /** What was done with a finding by people: who was given it, and which waivers held it. */
    async doings(scope: Scope, finding: FindingInScan): Promise<{ given: Given[]; waivers: WaiverSpan[] }> {
      const [mine] = await known(scope, [finding]);
      if (!mine) return { given: [], waivers: [] };
      const [given, waivers] = await Promise.all([
        rows.$queryRaw<Given[]>`
          SELECT at, actor_name AS by, coalesce(detail->'after'->>'assignee', detail->>'to') AS "to" FROM audit_entries
          WHERE cluster_id = ${mine.clusterId} AND action = 'finding.assign' AND detail->>'fingerprint' = ${mine.fingerprint}
          ORDER BY at DESC LIMIT 50`,
        rows.$queryRaw<WaiverSpan[]>`
          SELECT wf.since, least(w.expires_at, w.revoked_at, wf.until) AS "until", w.created_by AS by, w.reason,
            CASE WHEN least(w.expires_at, w.revoked_at, wf.until) = w.revoked_at THEN w.revoked_by END AS "endedBy"
          FROM waived_findings wf JOIN waivers w ON w.id = wf.waiver_id
          WHERE wf.cluster_id = ${mine.clusterId} AND wf.fingerprint = ${mine.fingerprint} ORDER BY wf.since DESC LIMIT 50`,
      ]);
      return { given, waivers };
    },
  };
}

export interface Given {
  readonly at: Date;
  readonly by: string;
  /** Null: nobody. */
  readonly to: string | null;
}
export interface WaiverSpan {
  readonly since: Date;
  readonly until: Date;
  readonly by: string;
  readonly reason: string;
  readonly endedBy: string | null;
}

function seesPlace(scope: Scope, { clusterId, namespace }: { readonly clusterId: string; readonly namespace?: string }): boolean {
  if (!seesCluster(scope, clusterId)) return false;
  const { namespaces } = seen(scope, { id: "", clusterId });
  return namespaces === "all" || (namespace !== undefined && namespaces.has(namespace));
}
