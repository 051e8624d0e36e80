-- Gives every error of the REST API one shape and every answer its request id, carries lengths past the transcoder, and answers
-- 304 where the caller has the answer already.
--
--   {"error": {"code", "message", "request_id", "details"?: [{"field", "message"}], "retry_after_s"?}}
--
-- A service's error arrives as google.rpc.Status in JSON, made by the transcoder. An error of Envoy's own arrives as text,
-- which is for its operators: it is replaced by the line of replies.yaml for its status, which comes as the filter context.
-- json.lua stands above this in the same script.

local SPACE = "retainwise.gateway"

-- google.rpc.Code. Our services name the limit that was passed; gRPC itself, for a message over 8 MiB, does not.
local RESOURCE_EXHAUSTED = 8

local function reply_for(handle, status)
  local replies, route = handle:filterContext(), handle:streamInfo():routeName()
  return replies:get(route .. " " .. status) or replies:get(tostring(status)) or replies:get("500")
end

-- What the details of a google.rpc.Status say: code, http_status, violations, retry_after_s; each nil where nothing says it.
local function facts_of(status)
  local facts = {}
  for _, detail in ipairs(status.details or {}) do
    local kind = (detail["@type"] or ""):match("google%.rpc%.(%a+)$")
    if kind == "ErrorInfo" then
      facts.code = detail.reason
      facts.http_status = tonumber((detail.metadata or {}).http_status)
    elseif kind == "BadRequest" then
      facts.violations = detail.field_violations
    elseif kind == "RetryInfo" then
      facts.retry_after_s = tonumber((detail.retry_delay or ""):match("^(%d+)"))
    end
  end
  return facts
end

-- What the transcoder says about a field, without the value it quotes; nil where it names none.
local function violations_in(text)
  local unknown = text:match('^Could not find field "([%w_%.]+)"')
  if unknown then return {{field = unknown, description = "There is no such parameter."}} end
  local mistyped = text:match("^([%w_%.%[%]]+): invalid value ")
  if mistyped then return {{field = mistyped, description = "The value is not of the kind this field takes."}} end
end

local function details_json(violations)
  local rows = {}
  for _, violation in ipairs(violations or {}) do
    rows[#rows + 1] = '{"field":' .. quoted(violation.field or "") .. ',"message":' .. quoted(violation.description or "") .. "}"
  end
  return #rows > 0 and ',"details":[' .. table.concat(rows, ",") .. "]" or ""
end

local function error_json(code, message, request_id, facts)
  local retry = facts.retry_after_s and ',"retry_after_s":' .. facts.retry_after_s or ""
  return '{"error":{"code":' .. quoted(code) .. ',"message":' .. quoted(message) .. ',"request_id":' .. quoted(request_id)
    .. details_json(facts.violations) .. retry .. "}}\n"
end

local function is_grpc(headers)
  return (headers:get("content-type") or ""):find("application/grpc", 1, true) == 1
end

-- The transcoder leaves gRPC's own words behind, which mean nothing to a REST caller.
local function remove_grpc_words(headers)
  for _, name in ipairs({"status", "message", "status-details-bin", "accept-encoding"}) do headers:remove("grpc-" .. name) end
end

-- The general limit's headers under the names that people expect; those of a service, which are about less, stay.
local function name_limits(headers)
  for _, name in ipairs({"limit", "remaining", "reset"}) do
    local general = headers:get("x-ratelimit-" .. name)
    headers:remove("x-ratelimit-" .. name)
    if general and not headers:get("ratelimit-" .. name) then headers:add("ratelimit-" .. name, general:match("^%d+") or general) end
  end
end

local function body_text(handle)
  local body = handle:body(true)
  return body:length() > 0 and body:getBytes(0, body:length()) or ""
end

local function reshape(handle, status, request_id, is_head)
  local text = body_text(handle)
  local answer = from_json(text)
  local facts = answer and facts_of(answer) or {violations = violations_in(text)}
  facts.retry_after_s = facts.retry_after_s or tonumber(handle:headers():get("retry-after") or "")
  if facts.http_status then
    status = facts.http_status
  elseif answer and answer.code == RESOURCE_EXHAUSTED then
    status = 413
  end
  local reply = reply_for(handle, status)
  -- Only an error with a code was written for users; any other text may tell our insides, or repeat what a customer wrote.
  local message = facts.code and answer.message or reply.message
  local json = error_json(facts.code or reply.code, message, request_id, facts)
  -- The answer to HEAD ends behind its headers, and says how long the body would be (RFC 9110, 9.3.2): a caller would take a body
  -- for the next answer of the connection.
  handle:body(true):setBytes(is_head and "" or json)
  -- body() has yielded, and that ended the life of any headers object from before.
  local headers = handle:headers()
  headers:replace(":status", tostring(status))
  headers:replace("content-type", "application/json")
  headers:replace("content-length", tostring(#json))
  if facts.retry_after_s then headers:replace("retry-after", tostring(facts.retry_after_s)) end
  if status == 401 then headers:add("www-authenticate", "Bearer") end
  remove_grpc_words(headers)
end

-- A failure in the middle of a download reaches the caller as a clean end, so the service says beforehand how long it will be.
local function announce_length(handle, headers)
  local length = headers:get("x-content-length")
  if not length then return end
  headers:replace("content-length", length)
  -- With the connection kept, an HTTP/1.1 caller would wait for the missing bytes instead of seeing them missing.
  handle:streamInfo():drainConnectionUponCompletion()
end

-- Whether If-None-Match names this ETag (RFC 9110, 13.1.2: strength does not count).
local function is_known(known, etag)
  if known == "" or not etag then return false end
  local bare = etag:gsub("^W/", "")
  for one in known:gmatch("[^,%s]+") do
    if one == "*" or one:gsub("^W/", "") == bare then return true end
  end
  return false
end

local function say_unchanged(handle)
  local body = handle:body(true)
  local length = body:length()
  body:setBytes("")
  local headers = handle:headers()
  headers:replace(":status", "304")
  headers:remove("content-type")
  -- A 304 has the length of the answer that it stands for; without one, the end of an HTTP/1.1 chunk would go out behind it.
  headers:replace("content-length", tostring(length))
end

-- HTTP allows more letters in a header's name than gRPC does, and gRPC refuses the whole call for one of them.
local function remove_unspeakable(headers)
  local names = {}
  for name in pairs(headers) do
    if not name:find("^:?[a-z0-9_.-]+$") then names[#names + 1] = name end
  end
  for _, name in ipairs(names) do headers:remove(name) end
end

function envoy_on_request(handle)
  local headers = handle:headers()
  remove_unspeakable(headers)
  local seen = handle:streamInfo():dynamicMetadata()
  seen:set(SPACE, "request_id", headers:get("x-request-id") or "")
  seen:set(SPACE, "is_rest", not is_grpc(headers))
  seen:set(SPACE, "method", headers:get(":method"))
  seen:set(SPACE, "known", headers:get("if-none-match") or "")
  -- The transcoder drops content-length, but the service needs it to tell an upload that was cut short from a whole one.
  local length = headers:get("content-length")
  if length then headers:replace("x-content-length", length) end
end

function envoy_on_response(handle)
  local headers = handle:headers()
  local seen = handle:streamInfo():dynamicMetadata():get(SPACE)
  -- A request that is refused before it reaches this filter has no id yet; Envoy then puts one into the answer, and the method.
  local request_id = seen and seen.request_id or headers:get("x-request-id") or ""
  headers:replace("x-request-id", request_id)
  local is_head = (seen and seen.method or headers:get("x-request-method")) == "HEAD"
  headers:remove("x-request-method")
  -- Envoy puts the whole address of the request into it.
  headers:remove("www-authenticate")
  name_limits(headers)
  -- gRPC callers read grpc-status and its details.
  if is_grpc(headers) then return end
  local status = tonumber(headers:get(":status"))
  if status >= 400 then return reshape(handle, status, request_id, is_head) end
  remove_grpc_words(headers)
  if is_known(seen and seen.known or "", headers:get("etag")) then return say_unchanged(handle) end
  announce_length(handle, headers)
end
