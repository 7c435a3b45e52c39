-- Arithmetic in filters. PostgreSQL's own operators fail on a division by zero, on results too large or too small and on roots of
-- negative numbers, and a failure in the middle of an answer cuts it off. These give NULL instead, which no filter selects.
-- Magnitudes stay within 1e-150 to 1e150; 345 is the natural logarithm of that.
create function geo.cql2_plus(a float8, b float8) returns float8 language sql immutable parallel safe
  return case when abs(a) <= 1e150 and abs(b) <= 1e150 then a + b end;

create function geo.cql2_minus(a float8, b float8) returns float8 language sql immutable parallel safe
  return case when abs(a) <= 1e150 and abs(b) <= 1e150 then a - b end;

create function geo.cql2_times(a float8, b float8) returns float8 language sql immutable parallel safe
  return case when a is null or b is null then null
              when a = 0 or b = 0 then 0
              when ln(abs(a)) + ln(abs(b)) > 345 then null
              when ln(abs(a)) + ln(abs(b)) < -345 then 0
              else a * b end;

create function geo.cql2_over(a float8, b float8) returns float8 language sql immutable parallel safe
  return case when a is null or b = 0 then null
              when a = 0 then 0
              when ln(abs(a)) - ln(abs(b)) > 345 then null
              when ln(abs(a)) - ln(abs(b)) < -345 then 0
              else a / b end;

create function geo.cql2_div(a float8, b float8) returns float8 language sql immutable parallel safe
  return trunc(geo.cql2_over(a, b));

-- The remainder has the sign of the dividend. Beyond 1e15 a double has no units left to leave over.
create function geo.cql2_modulo(a float8, b float8) returns float8 language sql immutable parallel safe
  return case when abs(geo.cql2_over(a, b)) <= 1e15 then a - geo.cql2_times(b, geo.cql2_div(a, b)) end;

create function geo.cql2_power(a float8, b float8) returns float8 language sql immutable parallel safe
  return case when a is null or b is null then null
              when b = 0 then 1
              when a = 0 then case when b > 0 then 0 end
              when a < 0 and b <> trunc(b) then null
              when abs(b) > 1e6 then case when abs(a) = 1 then case when a > 0 or b = 2 * trunc(b / 2) then 1 else -1 end end
              when b * ln(abs(a)) > 345 then null
              when b * ln(abs(a)) < -345 then 0
              else power(a, b) end;
