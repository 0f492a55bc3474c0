"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { auditLogLimit, generateFromAuditLog } from "#client/audit-log.ts";
import type { GeneratedRole } from "#contracts/access/generated-role.ts";
import { type SubjectName, subjectLabel } from "../access/subject-words.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox, Field, Input } from "../ui/field.tsx";
import { Dialog } from "../ui/overlay.tsx";
import { GeneratedRoleView } from "./generated-role-view.tsx";

interface AuditDialogProps {
  readonly scanId: string;
  readonly subject: SubjectName;
  readonly onClose: () => void;
}

/** Reads an audit log for a subject: the least role that it asks for, and what of the granted rights it shows unused. */
export function AuditDialog({ scanId, subject, onClose }: AuditDialogProps) {
  const [file, setFile] = useState<File>();
  const [names, setNames] = useState(false);
  const made = useMutation<GeneratedRole, Error, File>({
    mutationFn: (log) => generateFromAuditLog({ scanId, subject, file: log, names }),
  });
  const tooLarge = file !== undefined && file.size > auditLogLimit;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Compare ${subjectLabel(subject)} with an audit log`}
      description="The log is read once and not kept. What it shows unused is only unused in its period."
      width={800}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            tone="primary"
            busy={made.isPending}
            disabled={file === undefined || tooLarge}
            onClick={() => file !== undefined && made.mutate(file)}
          >
            Read the log
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field
          label="Audit log"
          hint="JSON lines as the API server writes them, plain or gzip, at most 256 MB unpacked. For more, npx drydock generate --from-audit reads any size."
          error={tooLarge ? "This file is larger than 256 MB." : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="file"
              accept=".log,.json,.jsonl,.ndjson,.gz"
              onChange={(event) => {
                setFile(event.target.files?.[0]);
                made.reset();
              }}
            />
          )}
        </Field>
        <Checkbox
          checked={names}
          onCheckedChange={(checked) => {
            setNames(checked === true);
            made.reset();
          }}
        >
          Limit rules to the names that the log shows
        </Checkbox>
        {made.error === null ? null : <ProblemLine error={made.error} />}
        {made.data === undefined ? null : <GeneratedRoleView made={made.data} />}
      </div>
    </Dialog>
  );
}
