import { Prisma } from "../generated/client.ts";
import type { VisibleScan } from "../visible.ts";

/** @returns the condition on `findings f` that these scans, and of a limited reader only their namespaces, are meant. */
export function findingsOf(scans: readonly VisibleScan[]): Prisma.Sql {
  const whole = scans.filter((scan) => scan.namespaces === "all").map((scan) => scan.id);
  const limited = scans.flatMap(({ id, namespaces }) =>
    namespaces === "all" ? [] : [Prisma.sql`(f.scan_id = ${id} AND f.namespace = ANY(${[...namespaces]}::text[]))`],
  );
  return Prisma.sql`(${Prisma.join([Prisma.sql`f.scan_id = ANY(${whole}::text[])`, ...limited], " OR ")})`;
}
