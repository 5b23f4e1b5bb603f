"""The demonstration: invented members, their workbooks, and the samples made from them."""
