"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { SubjectIcon } from "../access/subject.tsx";
import type { SubjectName } from "../access/subject-words.ts";
import { Link } from "../ui/link.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { formatRoleParam, formatSubjectParam, type RoleName } from "./subject-url.ts";

/** @returns an address of this page with another subject or role open, the chosen cluster and scan kept. */
export function useOpenAddress(): (open: { subject?: SubjectName; role?: RoleName }) => string {
  const pathname = usePathname();
  const params = useSearchParams();
  return ({ subject, role }) => {
    const query = new URLSearchParams();
    for (const name of ["cluster", "scan"]) {
      const value = params.get(name);
      if (value !== null) query.set(name, value);
    }
    if (subject !== undefined) query.set("subject", formatSubjectParam(subject));
    if (role !== undefined) query.set("role", formatRoleParam(role));
    return `${pathname}?${query}`;
  };
}

/** A subject that leads to its page. */
export function SubjectLink({ subject, wrap = false }: { subject: SubjectName; wrap?: boolean }) {
  const addressOf = useOpenAddress();
  return (
    <Link href={addressOf({ subject })} className="inline-flex min-h-6 max-w-full items-center gap-2 hover:underline">
      <SubjectIcon kind={subject.kind} />
      <ObjectName namespace={subject.namespace} name={subject.name} wrap={wrap} />
    </Link>
  );
}

/** A role that leads to its page; of another kind, which gives nothing, its name alone. */
export function RoleLink({ kind, namespace, name }: { kind: string; namespace?: string | undefined; name: string }) {
  const addressOf = useOpenAddress();
  const isRole = kind === "ClusterRole" || (kind === "Role" && namespace !== undefined);
  const shown = (
    <>
      <span className="sr-only">{kind} </span>
      <ObjectName namespace={namespace} name={name} />
    </>
  );
  if (!isRole) return shown;
  return (
    <Link
      href={addressOf({ role: { kind, namespace, name } })}
      className="inline-flex min-h-6 max-w-full items-center hover:underline"
    >
      {shown}
    </Link>
  );
}
