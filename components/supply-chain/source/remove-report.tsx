"use client";
import { api } from "#client/api.ts";
import { RemoveButton } from "../remove-button.tsx";

/** Takes an uploaded report away; nothing for who may not. */
export function RemoveReport({ id, name }: { id: string; name: string }) {
  return (
    <RemoveButton
      label={`Remove the report of ${name}`}
      remove={() => api.sources.removeReport.call({ id })}
      changes={[api.sources.key()]}
    />
  );
}
