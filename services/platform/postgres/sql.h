#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::platform::postgres::sql {

// Whether the role in use could get around row level security in the current schema.
inline constexpr Statement kRoleStrength = {
    "role_strength",
    "SELECT rolsuper OR rolbypassrls OR EXISTS ("
    "  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    "  WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()"
    "    AND (c.relowner = r.oid OR has_table_privilege(r.oid, c.oid, 'TRUNCATE'))) AS too_strong "
    "FROM pg_roles r WHERE rolname = current_user"};

}  // namespace buurtbrug::platform::postgres::sql
