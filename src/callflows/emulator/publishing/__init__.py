"""How a flow gets into the org: read, checked against what the org has, copied together, written.

The publish job, the export and validate jobs, the node-and-edge dialect and `seed` all come through here.
"""
