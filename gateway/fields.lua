-- Refuses members of a JSON body that its call does not have, because the transcoder drops them without a word.
--
-- fields.py writes KNOWN_FIELDS; it and json.lua stand above this in the same script. The refusal is a google.rpc.Status, as of a
-- service, to which errors.lua gives our shape. Text is read byte by byte: LuaJIT compiles that, and no patterns.

local KNOWN = from_json(KNOWN_FIELDS)
local MOST_DETAILS = 20
-- The transcoder refuses what lies deeper.
local DEEPEST = 100
local QUOTE, TICK, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY, COMMA, COLON = ('"\'\\{}[],:'):byte(1, 9)

local function skip_blanks(text, at)
  local mark = text:byte(at)
  while mark == 32 or mark and mark >= 9 and mark <= 13 do
    at = at + 1
    mark = text:byte(at)
  end
  return mark, at
end

-- The position behind a string, a number or a word. The transcoder takes 'strings' too, and names without quotation marks.
local function scalar_end(text, mark, at)
  local letter
  if mark == QUOTE or mark == TICK then
    repeat
      at = at + (letter == BACKSLASH and 2 or 1)
      letter = assert(text:byte(at), "the string does not end")
    until letter == mark
    return at + 1
  end
  repeat
    at = at + 1
    letter = text:byte(at)
  until not letter or letter <= 32 or letter == COMMA or letter == COLON or letter == CLOSE_OBJECT or letter == CLOSE_ARRAY
  return at
end

-- A member's name, and the position behind its colon.
local function read_name(text, mark, at)
  local behind, colon = scalar_end(text, mark, at), nil
  local name = (mark == QUOTE or mark == TICK) and text:sub(at + 1, behind - 2) or text:sub(at, behind - 1)
  if name:find("\\", 1, true) then name = read_string('"' .. name .. '"', 1) end
  colon, behind = skip_blanks(text, behind)
  assert(colon == COLON, "a colon is missing")
  return name, behind + 1
end

-- The place of a member, such as customers[0].tenure. A name is not repeated if it is long, or not surely UTF-8.
local function place_of(path, depth)
  local steps = {}
  for level, step in ipairs(path) do
    if level > depth then break end
    local letters = tostring(step):gsub("[\195-\223][\128-\191]", "."):gsub("[\225-\236][\128-\191][\128-\191]", ".")
    local shown = #letters <= 100 and not letters:find("[^\32-\126]") and step or "?"
    steps[level] = type(step) == "number" and "[" .. step .. "]" or (level > 1 and "." or "") .. shown
  end
  return table.concat(steps)
end

-- Puts the places of members that are not among `fields` into `unknown`, and returns the position behind the value at `at`. Where
-- `fields` is nil, any are. `path` has the names and indices that lead here, `depth` of them.
local function look(text, at, fields, unknown, path, depth)
  local mark
  mark, at = skip_blanks(text, at)
  if mark ~= OPEN_OBJECT and mark ~= OPEN_ARRAY then return scalar_end(text, mark, at) end
  assert(depth < DEEPEST, "the body is too deep")
  local close, index, step = mark == OPEN_OBJECT and CLOSE_OBJECT or CLOSE_ARRAY, 0, depth + 1
  mark, at = skip_blanks(text, at + 1)
  while mark ~= close do
    local inner = fields
    if close == CLOSE_OBJECT then
      path[step], at = read_name(text, mark, at)
      local kind = fields and (fields[path[step]] or fields["*"])
      if fields and not kind and #unknown < MOST_DETAILS then unknown[#unknown + 1] = place_of(path, step) end
      inner = KNOWN.messages[kind]
    else
      path[step], index = index, index + 1
    end
    mark, at = skip_blanks(text, look(text, at, inner, unknown, path, step))
    assert(mark == COMMA or mark == close, "a comma is missing")
    -- One may stand before the close as well: the transcoder takes that.
    if mark == COMMA then mark, at = skip_blanks(text, at + 1) end
  end
  return at + 1
end

local function fields_of(headers)
  local request = headers:get(":method") .. " " .. headers:get(":path"):match("^[^?]*")
  for pattern, message in pairs(KNOWN.calls) do
    if request:find(pattern) then return KNOWN.messages[message] end
  end
end

local function refusal(unknown)
  local violations = {}
  for index, place in ipairs(unknown) do
    violations[index] = '{"field":' .. quoted(place) .. ',"description":"There is no such field."}'
  end
  return '{"details":[{"@type":"google.rpc.BadRequest","field_violations":[' .. table.concat(violations, ",") .. "]}]}"
end

function envoy_on_request(handle)
  local fields = fields_of(handle:headers())
  -- Without asking for the body here, that of any other call goes on as it comes.
  local body = fields and handle:body()
  if not body then return end
  local unknown = {}
  -- What is no JSON at all is the transcoder's to refuse.
  local is_json = pcall(look, body:getBytes(0, body:length()), 1, fields, unknown, {}, 0)
  if is_json and #unknown > 0 then
    handle:respond({[":status"] = "400", ["content-type"] = "application/json"}, refusal(unknown))
  end
end
