-- How a MeshNode, MeshPolicy or MeshRoute fares: what kstatus makes of its conditions. A node that is offline, such as a laptop that sleeps, is
-- healthy: it stays a peer.
local status = obj.status or {}
if status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "The operator has not looked at this version yet." }
end
local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end
local function is(name, value)
  return conditions[name] ~= nil and conditions[name].status == value
end
if is("Stalled", "True") then
  return { status = "Degraded", message = conditions.Stalled.message }
end
if is("Ready", "True") then
  return { status = "Healthy", message = conditions.Ready.message }
end
local waiting = conditions.Reconciling or conditions.Ready
return { status = "Progressing", message = waiting and waiting.message or "The operator has not looked at it yet." }
