import { problemOf } from "#client/problem.ts";
import { ErrorState } from "../../ui/states.tsx";
import { ListSkeleton } from "./changes-page.tsx";

interface NotYetProps {
  /** What the page is called until it has an answer. */
  readonly name: string;
  readonly query: { readonly isError: boolean; readonly error: unknown; readonly refetch: () => Promise<unknown> };
}

/** An answer and its list before they are there, or why they do not come. */
export function NotYet({ name, query }: NotYetProps) {
  if (!query.isError) return <ListSkeleton />;
  return (
    <>
      <h1 className="sr-only">{name}</h1>
      <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
    </>
  );
}
