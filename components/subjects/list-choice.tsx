import { useQueryStates } from "nuqs";
import { Segmented } from "../ui/segmented.tsx";
import { listParser, roleListParsers, subjectListParsers } from "./subject-url.ts";

const nothing = Object.fromEntries(Object.keys({ ...subjectListParsers, ...roleListParsers }).map((key) => [key, null]));

/** Subjects or roles; the filters of one say nothing about the other. */
export function ListChoice() {
  const [{ list }, setUrl] = useQueryStates({ ...subjectListParsers, ...roleListParsers, list: listParser });
  return (
    <div>
      <Segmented
        label="What is listed"
        value={list}
        onChange={(next) => void setUrl({ ...nothing, list: next })}
        options={[
          { value: "subjects", label: "Subjects" },
          { value: "roles", label: "Roles" },
        ]}
      />
    </div>
  );
}
