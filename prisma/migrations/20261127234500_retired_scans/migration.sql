-- A scan that retention lets go is retired first, and then deleted piece by piece: nobody sees it half.
ALTER TABLE "scans" DROP CONSTRAINT "scans_state_check";
ALTER TABLE "scans" ADD CONSTRAINT "scans_state_check"
    CHECK ("state" IN ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled', 'retired')) NOT VALID;
ALTER TABLE "scans" VALIDATE CONSTRAINT "scans_state_check";
