"use client";
import dynamic from "next/dynamic";
import { useQueryState } from "nuqs";
import { Skeleton, SkeletonRows } from "../ui/states.tsx";
import { SubjectList } from "./subject-list.tsx";
import { listParser, roleParser, subjectParser } from "./subject-url.ts";

const SubjectView = dynamic(() => import("./subject-view.tsx").then((module) => module.SubjectView), {
  ssr: false,
  loading: () => <SubjectSkeleton />,
});
const RoleList = dynamic(() => import("./role-list.tsx").then((module) => module.RoleList), {
  ssr: false,
  loading: () => <SubjectSkeleton />,
});
const RoleView = dynamic(() => import("./role-view.tsx").then((module) => module.RoleView), {
  ssr: false,
  loading: () => <SubjectSkeleton />,
});

/** The subjects of a scan; one of them, or one role, with everything about it. */
export function SubjectsPage({ scanId }: { scanId: string }) {
  const [subject] = useQueryState("subject", subjectParser);
  const [role] = useQueryState("role", roleParser);
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      {role !== null ? (
        <RoleView key={JSON.stringify(role)} scanId={scanId} role={role} />
      ) : subject !== null ? (
        <SubjectView key={JSON.stringify(subject)} scanId={scanId} subject={subject} />
      ) : (
        <Lists scanId={scanId} />
      )}
    </div>
  );
}

function Lists({ scanId }: { scanId: string }) {
  const [list] = useQueryState("list", listParser);
  return list === "roles" ? <RoleList scanId={scanId} /> : <SubjectList scanId={scanId} />;
}

/** The list before anything is known of it. */
export function SubjectsSkeleton() {
  return (
    <div className="px-8 pt-6 narrow:px-4">
      <Skeleton className="mb-3 h-7 w-2/5" />
      <Skeleton className="mb-4 h-8 w-4/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={14} columns={5} />
      </div>
    </div>
  );
}

/** The page of a subject or a role before anything is known of it. */
export function SubjectSkeleton() {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading
      </span>
      <Skeleton className="mb-3 h-9 w-3/5" />
      <div className="mb-4 h-48 rounded-panel border border-line bg-panel" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={8} columns={4} />
      </div>
    </div>
  );
}
