#pragma once

#include <map>
#include <string>
#include <vector>

#include "platform/postgres/database.h"
#include "registration/domain/place.h"

// Reference data about places, of no tenant. Every function works within the given transaction,
// under any scope.
namespace buurtbrug::registration::store {

using platform::postgres::ScopedTransaction;

// The runs of a postcode, by first number; without its own, those of its four digits.
std::vector<domain::PlaceRun> RunsOf(ScopedTransaction& transaction, const std::string& postcode);

// Puts `runs` in the place of all runs of the postcodes that are among them. How many of these
// postcodes are not as they were.
int PutRuns(ScopedTransaction& transaction, const std::vector<domain::PlaceRun>& runs);

// How many are new or have another name than before.
int PutNeighbourhoods(ScopedTransaction& transaction,
                      const std::vector<domain::Neighbourhood>& neighbourhoods);

// By code; those that have none are not there.
std::map<std::string, std::string> NamesOf(ScopedTransaction& transaction,
                                           const std::vector<std::string>& codes, int year);

}  // namespace buurtbrug::registration::store
